import { StageConfig, type StageConfigInput } from './config.ts';

const exampleCertificate = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-4000-8000-000000000000';

/**
 * The installations we know. `local` is what `npm start` synthesises and is never deployed; its addresses are replaced
 * by the ports of the laptop. To deploy, edit `production` or add a stage.
 */
const stages: Record<string, StageConfigInput> = {
  local: {
    stage: 'local',
    siteUrl: 'https://app.kuwait-social.example',
    mediaUrl: 'https://media.kuwait-social.example',
    siteCertificateArn: exampleCertificate,
    mediaCertificateArn: exampleCertificate,
    mailFrom: 'no-reply@kuwait-social.example',
    unbuilt: 'placeholder',
  },
  production: {
    stage: 'production',
    siteUrl: 'https://app.kuwait-social.example',
    mediaUrl: 'https://media.kuwait-social.example',
    siteCertificateArn: exampleCertificate,
    mediaCertificateArn: exampleCertificate,
    mailFrom: 'no-reply@kuwait-social.example',
    alarmEmail: 'alarms@kuwait-social.example',
    codeRoot: 'dist/packed',
  },
};

/** The parsed settings of one stage; an unknown name answers with the names there are. */
export const stageConfig = (name: string): StageConfig => {
  const settings = stages[name];
  if (!settings) throw new Error(`There is no stage "${name}". Stages: ${Object.keys(stages).join(', ')}.`);
  return StageConfig.parse(settings);
};
