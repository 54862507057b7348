// Stands in for a function that was not built yet, so that stacks can be synthesised and tested without bundling.
export const handler = async () => {
  throw new Error('This function was not built. Run the build before the synth.');
};
