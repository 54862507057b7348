import { globSync } from 'node:fs';

/**
 * All tests of the core as one file: a worker is started once for each mutant and not for each file. A test calls the
 * core inside of `it`: a mutant that throws while tests are collected leaves none to judge it, and seems to survive.
 */
for (const file of globSync('test/shared/publishing/*.test.ts')) await import(/* @vite-ignore */ `../../${file}`);
