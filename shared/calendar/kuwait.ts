/** The zone of every business unless it says otherwise: UTC+3 all year. */
export const KUWAIT = 'Asia/Kuwait';
