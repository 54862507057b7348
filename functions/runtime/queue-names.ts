/**
 * What queues are called in AWS, so that whoever may use one can find it by its short name (`publishing-due`), in
 * whatever stack it stands.
 */
export const queueName = (stage: string, name: string): string => `kuwait-social-${stage}-${name}`;

/** Where work of `name` goes that could not be done. */
export const deadLettersName = (stage: string, name: string): string => `${queueName(stage, name)}-dead-letters`;
