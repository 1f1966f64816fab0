// A Dais server of a test's own, serving the demo summit, and the `dais` command pointed at it.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const web = resolve(import.meta.dirname, "..");
const bin = resolve(web, process.env["DAIS_BIN"] ?? "../../build/dev/bin");

// The settings of whoever runs the tests are not the server's under test.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DAIS_")));

/** How soon the server and the terminal must answer, in milliseconds; generous, for machines under load. */
const patience_ms = 45_000;
const command_bytes_max = 64 * 1024 * 1024;

export const heartbeat_ms = 300;

/** What `dais watch` has printed so far. */
export interface Terminal {
  text(): string;
  stop(): Promise<void>;
}

async function end(process: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exited = once(process, "exit");
  process.kill(signal);
  await exited;
}

export class Server {
  private process: ChildProcess | undefined;
  private said = "";
  private port = 0;
  private readonly terminals: Terminal[] = [];

  private constructor(
    private readonly folder: string,
    /** The organiser's. */
    public key: string,
    private readonly more_options: string[],
    private readonly kind: "demo" | "empty" | "edge",
  ) {}

  static start(...more_options: string[]): Promise<Server> {
    return Server.begin(true, more_options);
  }

  /** Without the demo summit: there is no log, and nobody has an account. */
  static start_empty(...more_options: string[]): Promise<Server> {
    return Server.begin(false, more_options);
  }

  /** An edge of another one, which must know it by its url; it repeats to everybody what they may see. */
  static async edge_of(origin: Server, port: number, ...more_options: string[]): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "dais-browser-"));
    const key_file = join(folder, "key");
    await writeFile(key_file, await origin.make_key("An edge", "edge"));
    const follow = ["--follow", origin.url, "--follow-key-file", key_file, "--follow-cache", join(folder, "cache"), "--follow-ms", "200", ...more_options];
    const edge = new Server(folder, "", follow, "edge");
    edge.port = port;
    await edge.serve();
    return edge;
  }

  private static async begin(demo: boolean, more_options: string[]): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), "dais-browser-")), "", more_options, demo ? "demo" : "empty");
    server.key = await server.make_key("Secretariat", "organiser");
    await server.serve();
    return server;
  }

  /** Known to a running server within its --keys-ms. */
  async make_key(name: string, role: string): Promise<string> {
    const make = ["key", "make", "--db", join(this.folder, "summit.db"), "--as", name, "--role", role];
    const { stdout } = await run(join(bin, "dais-server"), make, { env: environment });
    return stdout.trim();
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** By the name that cookies of other hosts have. */
  get other_host_url(): string {
    return `http://localhost:${this.port}`;
  }

  /** What it has printed so far, as its operator sees it. */
  get printed(): string {
    return this.said;
  }

  get live_url(): string {
    return `ws://127.0.0.1:${this.port}/live`;
  }

  /** The first time at a port that is free, from then on at that one. Returns when it is listening. */
  async serve(): Promise<void> {
    const port_file = join(this.folder, "port");
    await rm(port_file, { force: true });
    const log = { demo: ["--db", join(this.folder, "summit.db"), "--demo"], empty: ["--db", join(this.folder, "summit.db")], edge: [] };
    const options = ["--port", String(this.port), "--port-file", port_file, ...log[this.kind]];
    const beats = this.more_options.includes("--heartbeat-ms") ? [] : ["--heartbeat-ms", String(heartbeat_ms)];
    const more = ["--static", join(web, "dashboard/dist"), ...beats, ...this.more_options];
    const process = spawn(join(bin, "dais-server"), ["run", ...options, ...more], { env: environment });
    this.process = process;
    for (const stream of [process.stdout, process.stderr]) stream.on("data", (bytes: Buffer) => (this.said += bytes.toString()));

    const until = Date.now() + patience_ms;
    for (;;) {
      const port = Number(await readFile(port_file, "utf8").catch(() => ""));
      if (port > 0) {
        this.port = port;
        return;
      }
      if (process.exitCode !== null || Date.now() > until) throw new Error(`the server does not listen; it said:\n${this.said}`);
      await sleep(20);
    }
  }

  /** As a power cut does: nothing is written, nobody is told. */
  kill(): Promise<void> {
    return end(this.process!, "SIGKILL");
  }

  /** In good order: whoever is connected is told. */
  stop(): Promise<void> {
    return end(this.process!, "SIGTERM");
  }

  /** Sockets stay open and nothing comes, as behind a cable that was pulled. */
  freeze(): Promise<void> {
    this.process!.kill("SIGSTOP");
    return Promise.resolve();
  }

  thaw(): void {
    this.process!.kill("SIGCONT");
  }

  /** What `dais` prints for the organiser. */
  async dais(...words: string[]): Promise<string> {
    return this.ask({ DAIS_KEY: this.key }, words);
  }

  /** The canonical dump that the server gives to everybody, once their view of the log has come to this position. */
  async public_dump(position: number): Promise<string> {
    return this.ask({}, ["show", "--full", "--wait-position", String(position)]);
  }

  /** Returns when the terminal has caught up with the log. */
  async watch(): Promise<Terminal> {
    const process = spawn(join(bin, "dais"), ["watch"], { env: { ...environment, DAIS_URL: this.url } });
    let printed = "";
    for (const stream of [process.stdout, process.stderr]) stream.on("data", (bytes: Buffer) => (printed += bytes.toString()));
    const terminal: Terminal = { text: () => printed, stop: () => end(process, "SIGKILL") };
    this.terminals.push(terminal);
    const until = Date.now() + patience_ms;
    while (!printed.includes("-- live")) {
      if (Date.now() > until) throw new Error(`dais watch does not follow; it printed:\n${printed}`);
      await sleep(20);
    }
    return terminal;
  }

  /** Ends everything that was started and removes everything that was written. */
  async close(): Promise<void> {
    await Promise.all(this.terminals.map((terminal) => terminal.stop()));
    if (this.process) await end(this.process, "SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ask(settings: Record<string, string>, words: string[]): Promise<string> {
    const env = { ...environment, DAIS_URL: this.url, ...settings };
    const { stdout } = await run(join(bin, "dais"), words, { env, timeout: patience_ms, maxBuffer: command_bytes_max });
    return stdout;
  }
}
