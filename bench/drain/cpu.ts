/** CPU that this process has used so far, in its own code and in the system's, ms. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
