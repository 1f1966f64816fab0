import "@dais/ui/design/page.css";
import "./design.css";
import { browser_keeper, ticket_of_page } from "@dais/sdk";
import { Board } from "@dais/ui/board.svelte.ts";
import { expose_for_tests } from "@dais/ui/window_dais.ts";
import { mount } from "svelte";
import App from "./App.svelte";
import { read_address } from "./live/address.ts";
import { stay_awake } from "./live/awake.ts";
import { forget_identity, type Identity, kept_identity } from "./live/identity.ts";
import { keep_files } from "./live/kept_files.ts";
import { Login } from "./live/login.svelte.ts";
import { Reporter } from "./live/reporter.svelte.ts";
import { ScreenReader } from "./live/screen_reader.svelte.ts";
import { Stage } from "./live/stage.svelte.ts";

const page = new URL(location.href);
const address = read_address(page);
const target = document.getElementById("app")!;

/** paired: it is that screen because somebody has paired it, and not by its address alone. */
function show({ log, screen, name }: Identity, paired: boolean): void {
  const { at, preview } = address;
  const login = new Login(ticket_of_page(page));
  // A preview is somebody's who is signed in elsewhere on the page around it, and starts with a network or not at all.
  const more = preview ? {} : { get_ticket: login.get_ticket, keeper: browser_keeper("dais-screen") };
  const board = new Board({ page, log, at, follow: { client: "screen/1", screen: name, as_public: true, ...more } });
  login.watch(board.follower);
  const stage = new Stage(board, address, screen, paired ? login : undefined);
  expose_for_tests(board);
  const reporter = preview ? undefined : new Reporter(stage);
  mount(App, { target, props: { stage, reader: new ScreenReader(stage), reporter } });
  if (!preview) stay_awake();
}

/** As which screen it was paired: as is kept on the device, or as somebody says now. */
async function paired_identity(): Promise<Identity> {
  if (address.forgets) forget_identity();
  return kept_identity() ?? (await import("./pairing/pair.ts")).pair(target, address);
}

async function start(): Promise<void> {
  if (address.log !== "" || address.screen !== "") show({ ...address, name: "" }, false);
  else show(await paired_identity(), true);
}

if (!address.preview) keep_files();
void start();
