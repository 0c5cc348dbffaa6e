import { CaptionsStore } from '#client/features/captions/captions.store.ts';
import { ChatStore } from '#client/features/chat/chat.store.ts';
import { MaterialsStore } from '#client/features/materials/materials.store.ts';
import { SlidesStore } from '#client/features/materials/slides.store.ts';
import { PollsStore } from '#client/features/polls/polls.store.ts';
import { QuestionsStore } from '#client/features/questions/questions.store.ts';
import { ReactionsStore } from '#client/features/reactions/reactions.store.ts';
import { StageStore } from '#client/features/stage/stage.store.ts';
import { TimerStore } from '#client/features/timer/timer.store.ts';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { createStore } from '#client/lib/store.ts';
import { NetworkMeter } from '#client/media/network-meter.ts';
import { RoomMedia } from '#client/media/room-media.ts';
import type { StageAudio } from '#client/media/stage-audio.ts';
import type { ChatChannel } from '#shared/chat-channels.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import type { FeedbackAnswers } from '#shared/features/feedback.ts';
import type { PresenceDto, SnapshotDto } from '#shared/features/live.ts';
import type { PollAnswer } from '#shared/features/polls.ts';
import type { MediaSource } from '#shared/media-sources.ts';
import type { RequestInput } from '#shared/protocol.ts';
import type { ReactionKind } from '#shared/reaction-kinds.ts';
import { isStaff } from '#shared/roles.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { handOut, type NewsHandlers } from './connection/news-handlers.ts';
import { Outbox, type Senders } from './connection/outbox.ts';
import { type JoinedRoom, RoomConnection } from './connection/room-connection.ts';
import { ServerClock } from './connection/server-clock.ts';

/** What a learner writes, also while the connection is away. */
export interface RoomWrites {
  ask: { clientId: string; body: string; anonymous: boolean };
  vote: { questionId: string; voted: boolean };
  feedback: { answers: FeedbackAnswers };
  caption: RequestInput<'caption:say'>;
  chat: ChatWrite;
  pollAnswer: PollAnswer & { pollId: string };
  checkAnswer: { clientId: string; checkId: string; word: string | null };
}

export interface ChatWrite {
  clientId: string;
  channel: ChatChannel;
  /** The message to stand under; null: one of its own. */
  answersId: string | null;
  body: string;
}

/** News whose parts no learner needs at once. */
const late = /^(check|people|waiting|exclusion|attendance):/;
/** A minute of a full class; the parts are there within seconds. */
const EARLY_MAX = 600;

/** A store of the room: begins with a snapshot, and goes on with news. */
export interface RoomPart {
  readonly news: NewsHandlers;
  takeSnapshot?(snapshot: SnapshotDto, chatKey: string): void;
}

/** Who this page is in the room, and what the room is called; from the first join on. */
export interface RoomFacts {
  you: JoinedRoom['you'];
  session: SessionDto;
  seriesTitle: string;
}

/**
 * One page's stay in one room: the connection, what it knows of the room, and what flows. Plain objects with stores; the
 * components only look and call.
 */
export class RoomClient {
  readonly code: string;
  readonly connection: RoomConnection;
  readonly media: RoomMedia;
  readonly outbox: Outbox<RoomWrites>;
  readonly clock = new ServerClock();
  /** Null until the first join. */
  readonly facts = createStore<RoomFacts | null>(null);
  /** Apart from the facts: in a full class it changes every second, and next to nothing is drawn by it. */
  readonly presence = createStore<PresenceDto>({ learners: 0, staff: [] });
  readonly questions = new QuestionsStore();
  readonly chat = new ChatStore();
  readonly reactions = new ReactionsStore();
  readonly slides = new SlidesStore();
  readonly materials = new MaterialsStore();
  readonly captions = new CaptionsStore();
  readonly stage = new StageStore();
  readonly polls = new PollsStore();
  readonly timer = new TimerStore();
  /** What this page sends itself, for its own eyes; filled by staff's part. */
  readonly ownTracks = createStore<ReadonlyMap<MediaSource, MediaStreamTrack>>(new Map());
  readonly network: NetworkMeter;
  /** In the order in which they take a snapshot; parts that are fetched later join them. */
  readonly #parts: RoomPart[] = [
    this.questions,
    this.chat,
    this.slides,
    this.materials,
    this.captions,
    this.polls,
    this.timer,
    this.stage,
    this.reactions,
  ];
  #snapshot: SnapshotDto | undefined;
  /** What has come since the snapshot for parts that are fetched later. */
  #early: [name: string, data: unknown][] = [];
  #stopFollowing = () => {};

  constructor({ code, audio }: { code: string; audio: StageAudio }) {
    this.code = code;
    this.connection = new RoomConnection({
      code,
      pageId: newId(),
      onJoined: (joined, isNewConnection) => this.#takeJoined(joined, isNewConnection),
      onNews: this.#takeNews,
      onNewWay: () => this.media.findNewWay(),
      receive: () => this.media.wish(),
    });
    const { request } = this.connection;
    this.media = new RoomMedia({
      request,
      reconnect: () => this.connection.reconnect(),
      check: () => this.connection.check(),
      audio,
    });
    this.network = new NetworkMeter(this.media.subscriber);
    const senders: Senders<RoomWrites> = {
      ask: async (input, waited) => {
        const { question } = await request('question:ask', { ...input, ...waited });
        if (!this.isStaff) this.questions.takeOwn(question);
      },
      vote: async (input, waited) => {
        const { questionId, voted, votes } = await request('question:vote', { ...input, ...waited });
        this.questions.takeVote(questionId, voted, votes);
      },
      feedback: ({ answers }, waited) =>
        http('PUT /api/rooms/:code/feedback', { params: { code }, body: { answers, ...waited } }),
      pollAnswer: async (input, waited) => {
        const { pollId, answer } = await request('poll:answer', { ...input, ...waited });
        this.polls.takeAnswer(pollId, answer);
      },
      checkAnswer: (input, waited) => request('check:answer', { ...input, ...waited }),
      caption: (input, waited) => request('caption:say', { ...input, ...waited }),
      chat: async ({ channel, answersId, ...written }, waited) => {
        const input = { ...written, ...waited };
        const { message } = await (answersId
          ? request('chat:answer', { ...input, messageId: answersId })
          : request(channel === 'staff' ? 'staff_chat:send' : 'chat:send', input));
        this.chat.takeOwn(channel, message);
      },
    };
    this.outbox = new Outbox(senders, this.clock.nowMs);
  }

  get isStaff(): boolean {
    const facts = this.facts.get();
    return facts !== null && isStaff(facts.you.role);
  }

  start(): void {
    this.#stopFollowing = this.connection.state.subscribe(() => {
      // Whoever was shown out, or replaced, neither sends nor hears any more; a join opens it again.
      const { name } = this.connection.state.get();
      if (name === 'closed' || name === 'refused') this.media.end();
    });
    window.addEventListener('online', this.#flush);
    this.connection.start();
  }

  leave(): void {
    window.removeEventListener('online', this.#flush);
    this.#stopFollowing();
    this.connection.leave();
    this.network.close();
    this.media.close();
  }

  ask(body: string, anonymous: boolean): void {
    this.outbox.put('ask', { clientId: newId(), body, anonymous });
  }

  vote(questionId: string, voted: boolean): void {
    this.questions.setVoted(questionId, voted);
    this.outbox.put('vote', { questionId, voted }, questionId);
  }

  answerPoll(pollId: string, answer: PollAnswer): void {
    this.outbox.put('pollAnswer', { pollId, ...answer }, pollId);
  }

  sendFeedback(answers: FeedbackAnswers): void {
    this.outbox.put('feedback', { answers }, 'feedback');
  }

  say(write: Omit<ChatWrite, 'clientId'>): void {
    this.outbox.put('chat', { clientId: newId(), ...write });
  }

  /** A tap that comes to nothing (no line, too many of them, locked just now) is worth no words. */
  react(kind: ReactionKind): void {
    this.connection.request('reaction:send', { kind }).catch(() => {});
  }

  /** An answer of the server's to an act over HTTP; the news of it may come before or after. */
  takeSession(session: SessionDto): void {
    this.facts.set((last) => last && { ...last, session });
    this.media.setOpen(isRoomOpen(session.state));
  }

  readonly #flush = (): void => void this.outbox.flush();

  readonly #news = {
    'session:changed': ({ session }) => this.takeSession(session),
    'presence:changed': ({ presence }) => this.presence.set(presence),
  } satisfies NewsHandlers;

  readonly #takeNews = (name: string, data: unknown): void => {
    if (late.test(name) && this.#early.push([name, data]) > EARLY_MAX) this.#early.shift();
    handOut([this.#news, this.media.news, ...this.#parts.map(({ news }) => news)], name, data);
  };

  /** A part that is fetched later: it gets what it has missed, and from now on all that the others get. */
  takeIn<Part extends RoomPart>(part: Part): Part {
    this.#parts.push(part);
    if (this.#snapshot) part.takeSnapshot?.(this.#snapshot, '');
    for (const [name, data] of this.#early) handOut([part.news], name, data);
    return part;
  }

  #takeJoined({ you, snapshot, media, receiving, now }: JoinedRoom, isNewConnection: boolean): void {
    this.clock.set(now);
    if (snapshot) {
      const { session, seriesTitle, presence } = snapshot;
      this.facts.set({ you, session, seriesTitle });
      this.presence.set(presence);
      this.#snapshot = snapshot;
      this.#early = [];
      for (const part of this.#parts)
        part.takeSnapshot?.(snapshot, `lectern.chat.${this.code}.${you.personId}`);
    } else {
      this.facts.set((last) => last && { ...last, you });
    }
    const session = this.facts.get()?.session;
    if (session) this.media.setOpen(isRoomOpen(session.state));
    this.media.takeJoined({ media, receiving }, { personId: you.personId, isNewConnection });
    this.outbox.open(`lectern.outbox.${this.code}.${you.personId}`);
    void this.outbox.flush();
  }
}
