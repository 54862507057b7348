import { cleanup, fireEvent, render, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { TextField } from '../../../web/src/ui/text-field.tsx';

afterEach(cleanup);

function Name() {
  const [value, setValue] = useState('');
  return <TextField label="Name" value={value} onChange={setValue} />;
}

it.each([
  ['a line break of Word', 'مقهى\u000bالمباركية', 'مقهى المباركية'],
  ['the next line of old systems', 'Café\u0085Mubarakiya', 'Café Mubarakiya'],
  ['a hidden turn of direction', 'Café\u202e Mubarakiya', 'Café Mubarakiya'],
])('a field of one line keeps the words apart: %s', (_, typed, kept) => {
  const { container } = render(<Name />);
  const field = within(container).getByRole<HTMLInputElement>('textbox');
  fireEvent.change(field, { target: { value: typed } });
  expect(field.value).toBe(kept);
});
