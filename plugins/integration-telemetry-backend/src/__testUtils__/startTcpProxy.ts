import { AddressInfo, connect, createServer, Socket } from 'net';

/** Stands before a server on this machine, and can be cut off or fall silent. */
export async function startTcpProxy(host: string, port: number) {
  const sockets = new Set<Socket>();
  let isSilent = false;

  const server = createServer(near => {
    const ends = isSilent ? [near] : [near, connect(port, host)];
    ends.forEach((end, at) => {
      const other = ends[1 - at];
      sockets.add(end);
      end.on('error', () => {});
      end.on('close', () => {
        sockets.delete(end);
        other?.destroy();
      });
      if (other) {
        end.pipe(other);
      }
    });
  });
  const listen = (at: number) =>
    new Promise<void>(resolve => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const { port: ownPort } = server.address() as AddressInfo;

  async function cut(): Promise<void> {
    const closed = new Promise(resolve => server.close(resolve));
    sockets.forEach(socket => socket.destroy());
    await closed;
  }

  return {
    port: ownPort,
    /** Breaks every connection, and refuses new ones: the server is down. */
    cut,
    /** Passes nothing on and tells nobody: the network is. */
    fallSilent() {
      isSilent = true;
      sockets.forEach(socket => socket.unpipe().pause());
    },
    /** Lets new connections through again; those that fell silent stay so. */
    async mend() {
      isSilent = false;
      if (!server.listening) {
        await listen(ownPort);
      }
    },
    stop: () => (server.listening ? cut() : Promise.resolve()),
  };
}
