// Network ports on the loopback.
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A port that nobody listened on a moment ago. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until somebody listens on the port. Gives up when `alive` answers false or after `patience` milliseconds. */
export async function listening(port, alive, patience = 30_000) {
  const end = Date.now() + patience;
  while (Date.now() < end && alive()) {
    if (await answers(port)) return true;
    await pause(20);
  }
  return false;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
