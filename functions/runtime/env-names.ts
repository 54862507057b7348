/**
 * The environment variables that functions read, set by the infrastructure's `bind` calls together with the grants
 * they need.
 */
export const envNames = {
  table: 'TABLE_NAME',
  uploads: 'UPLOAD_BUCKET',
  media: 'MEDIA_BUCKET',
  mediaUrl: 'MEDIA_URL',
  webUrl: 'WEB_URL',
  tokenKey: 'TOKEN_KEY_ID',
  userPool: 'USER_POOL_ID',
  userPoolClient: 'USER_POOL_CLIENT_ID',
  signingSecret: 'SIGNING_SECRET_ID',
  dueQueueArn: 'DUE_QUEUE_ARN',
  mailFrom: 'MAIL_FROM',
  mailSet: 'MAIL_CONFIGURATION_SET',
  deadLettersUrl: 'DEAD_LETTERS_URL',
  maxReceives: 'MAX_RECEIVES',
  deadLetterQueues: 'DEAD_LETTER_QUEUES',
  scheduleGroup: 'SCHEDULE_GROUP',
  scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
  stage: 'STAGE',
} as const;

/** The variable that says where one of an outside service's hosts is: `INSTAGRAM_GRAPH_URL`. */
export const hostVariable = (service: string, host: string): string => `${service}_${host}_URL`.toUpperCase();

/** The variable that names an outside service's secret: `INSTAGRAM_SECRET_ID`. */
export const secretVariable = (service: string): string => `${service}_SECRET_ID`.toUpperCase();
