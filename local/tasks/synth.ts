import { synthesise } from '../build.ts';

/** `npm run synth`: the cloud assembly in `cdk.out`, from what is built. */
await synthesise();
