import type { FileProgress } from '../../ingest/files.ts';
import type { Terminal } from './terminal.ts';

const WIDTH = 24;

/** A bar on stderr where somebody watches; drawn anew only when it changes. */
export function progressBar(terminal: Terminal, title: string): (progress: FileProgress) => void {
  let shown = -1;
  return ({ bytesRead, bytesTotal }) => {
    if (!terminal.watched || bytesTotal === 0) return;
    const percent = Math.min(100, Math.floor((bytesRead / bytesTotal) * 100));
    if (percent === shown) return;
    shown = percent;
    const filled = Math.round((percent / 100) * WIDTH);
    terminal.progress(`${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(percent).padStart(3)}%  ${title}`);
  };
}
