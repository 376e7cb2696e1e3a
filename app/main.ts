import process from 'node:process';
import { runCommandLine } from './command-line.ts';
import { environment } from './settings/config.ts';
import { EXIT } from './terminal/failure.ts';
import { stopping } from './stopping.ts';

// `gigacity … | head` closes the pipe: whoever reads has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed);
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: environment(),
  directory: process.cwd(),
  out: process.stdout,
  err: process.stderr,
  now: Date.now,
  stopping,
});
