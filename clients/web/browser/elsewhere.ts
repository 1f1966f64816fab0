// A page of somebody else, which would like to do something in the name of whoever looks at it.

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export class Elsewhere {
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<Elsewhere> {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>elsewhere</title>");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Elsewhere(server, (server.address() as AddressInfo).port);
  }

  url(host: string): string {
    return `http://${host}:${this.port}/`;
  }

  close(): void {
    this.server.close();
  }
}
