/** Ctrl-C, a closed terminal and a polite kill stop in order; a second signal ends the process at once. */
export function stopOnSignal(running: { stop(): Promise<void> }): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      void running.stop().then(() => process.exit(0));
    });
}
