// A cable between a screen and its server, which can be pulled and plugged in again.

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A port of this machine that nobody uses. */
export async function free_port(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export class Cable {
  private readonly ends = new Set<Socket>();
  private pulled = false;

  private constructor(private readonly server: Server) {}

  static async to(url: string): Promise<Cable> {
    const { hostname, port } = new URL(url);
    const server = createServer((near) => {
      if (cable.pulled) return near.destroy();
      const far = connect(Number(port), hostname);
      for (const [from, to] of [[near, far], [far, near]] as const) {
        cable.ends.add(from);
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => cable.ends.delete(from) && to.destroy());
      }
      return undefined;
    });
    const cable = new Cable(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return cable;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  pull(): void {
    this.pulled = true;
    for (const end of this.ends) end.destroy();
  }

  plug_in(): void {
    this.pulled = false;
  }

  close(): void {
    this.pull();
    this.server.close();
  }
}
