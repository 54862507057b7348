/** What we use of X's own library, which brings no types: the sandbox counts with it, so that the product may not. */
declare module 'twitter-text' {
  const twitterText: {
    parseTweet(text: string): { weightedLength: number; valid: boolean };
    extractUrlsWithIndices(text: string): { url: string; indices: [number, number] }[];
    extractCashtags(text: string): string[];
  };
  export default twitterText;
}
