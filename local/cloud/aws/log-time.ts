/** A time (epoch milliseconds) as API Gateway writes it in events and logs: `22/Nov/2026:09:05:03 +0000`. */
export function logTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
