import { vi } from 'vitest';

/** Each test file gets modules of its own, although it shares a process with others: nothing remembered reaches it. */
vi.resetModules();
