/**
 * Starts a measurement of this process's work, for tests that something needs little time. A clock would also count
 * the time that a busy machine gives to others.
 * @returns reads the time on processors since then, in milliseconds
 */
export function processorTime(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
}
