#!/usr/bin/env node
/**
 * Where the program starts. Work beside the main thread (files, addresses, embedded statements) is done by a pool of
 * threads, by default four: long queries on all of them hold up every file that is read. Its size is taken from the
 * environment when the pool is first used, which loading an ES module does; so it is set here, before one is loaded.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16';

void import('./main.ts');
