// Types of Baton's chat on a web page, served as https://HOST/baton.d.ts. What each method and event does: docs/embed.md.

/** What `load` is told, or the script tag by `data-` attributes of the same names. */
export interface BatonSettings {
  /** Which site's chat. */
  site: string;
  /** The department that requests for a human go to. An unknown one is an event `error`; the chat goes on without it. */
  department?: string;
  /** Which lower corner of the page; `right` without it. */
  position?: 'left' | 'right';
  /** An e-mail address that is shown when the chat can't be. */
  contact?: string;
}

/** `null` takes a value away. */
export type BatonValue = string | number | boolean | bigint | Date | null | undefined;

/** Names of 1 to 64 characters, values of at most 500; at most 50 for a visitor. */
export type BatonAttributes = Record<string, BatonValue>;

/** Who the visitor is, proved by a token that the site's server has signed; without one, agents see it as unverified. */
export interface BatonIdentity {
  userId: string;
  /** The first token. */
  jwt?: string;
  /** Asked for each token that is needed: at first, if there is no `jwt`, and before one ends. */
  getToken?: () => string | Promise<string>;
}

/** What the visitor finds written, where nothing is written yet. */
export interface BatonPrefill {
  /** In the composer. */
  message?: string;
  /** In the offline form. */
  name?: string;
  /** In the offline form. */
  email?: string;
}

/** Why a human is called, and from where. */
export interface BatonRequest {
  /** The id of a department; without it the conversation's own. */
  department?: string;
  /** For the agent to read. */
  reason?: string;
}

/** Light or dark, or more than that: see docs/embed.md. */
export type BatonTheme = 'light' | 'dark' | 'auto' | Record<string, unknown>;

/** Everything that `update` can change at once. */
export interface BatonUpdate {
  attributes?: BatonAttributes;
  department?: string;
  locale?: string;
  theme?: BatonTheme;
}

/** How long a wait is expected to be. */
export interface BatonWait {
  fromSeconds: number;
  toSeconds: number;
}

/** What each event brings, by its name. On `window` they are `CustomEvent`s named `baton:…` with the same as `detail`. */
export interface BatonEvents {
  ready: Record<string, never>;
  open: Record<string, never>;
  close: Record<string, never>;
  unread: { count: number };
  'message:sent': { seq: number };
  'message:received': { seq: number; from: 'bot' | 'agent'; name?: string };
  'conversation:started': { id: string };
  'conversation:ended': Record<string, never>;
  'handover:requested': Record<string, never>;
  'handover:queued': { position?: number; wait?: BatonWait };
  'handover:position': { position: number; wait?: BatonWait };
  'handover:accepted': { agent?: string };
  'handover:ended': { end: 'accepted' | 'offline_message' | 'cancelled' | 'timed_out' };
  'agent:joined': { name: string };
  'agent:left': { name: string };
  'agent:typing': { name: string; on: boolean };
  availability: { available: boolean };
  'prechat:submitted': Record<string, never>;
  'offline:submitted': Record<string, never>;
  'rating:submitted': { score: number };
  error: { code: string; message: string };
}

export interface BatonMethods {
  load(settings: BatonSettings): void;
  show(): void;
  hide(): void;
  open(): void;
  close(): void;
  toggle(): void;
  identify(identity: BatonIdentity): void;
  update(changes: BatonUpdate): void;
  setAttributes(attributes: BatonAttributes): void;
  setDepartment(department: string): void;
  setLocale(locale: string): void;
  setTheme(theme: BatonTheme): void;
  prefill(text: string | BatonPrefill): void;
  track(name: string, properties?: BatonAttributes): void;
  pageView(url?: string, title?: string): void;
  requestHuman(request?: BatonRequest): void;
  reset(): void;
  destroy(): void;
  /** Returns a function that unsubscribes. */
  on<Name extends keyof BatonEvents>(name: Name, act: (detail: BatonEvents[Name]) => void): () => void;
  /** Without `act`: all that were subscribed by `on`. */
  off<Name extends keyof BatonEvents>(name: Name, act?: (detail: BatonEvents[Name]) => void): void;
}

/** Before the script has arrived there is only the call: what is called waits in `q`. */
export interface BatonStub {
  <Name extends keyof BatonMethods>(method: Name, ...args: Parameters<BatonMethods[Name]>): unknown;
  (method: 'ready', act: () => void): unknown;
  q?: ArrayLike<unknown>[];
}

export interface BatonApi extends BatonStub, BatonMethods {
  /** Kept when the launcher is there. */
  readonly ready: Promise<void>;
}

type CustomEvents = { [Name in keyof BatonEvents as `baton:${Name}`]: CustomEvent<BatonEvents[Name]> };

declare global {
  interface Window {
    Baton?: BatonApi;
  }
  interface WindowEventMap extends CustomEvents {}
  var Baton: BatonApi;
}
