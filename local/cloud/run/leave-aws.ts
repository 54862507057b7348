import { StartError } from './start-error.ts';

const here = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

/**
 * Takes everything that leads to a real AWS account out of a shell's variables, so that neither this process nor a
 * program it starts can reach one: keys, profiles, roles, tokens, the machine's own role.
 *
 * @throws StartError when the shell sends AWS calls elsewhere on purpose: then it is not the laptop that is meant.
 */
export function leaveAws(variables: NodeJS.ProcessEnv): void {
  for (const [name, value = ''] of Object.entries(variables)) {
    if (!name.startsWith('AWS_')) continue;
    if (name.startsWith('AWS_ENDPOINT_URL') && !here.test(value))
      throw new StartError(
        `المتغيّر ${name} في هذه الطرفية يشير إلى ${value}، والسحابة المحلية لا تتصل إلا بهذا الجهاز: أزله (\u200eunset ${name}\u200e) ثم أعد التشغيل.`,
        `${name} of this shell points at ${value}, but the local cloud talks to this machine only: remove it (unset ${name}), then start again.`,
      );
    delete variables[name];
  }
  const nobody = { AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' };
  Object.assign(variables, nobody, { AWS_EC2_METADATA_DISABLED: 'true' });
}
