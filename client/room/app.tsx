import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { useChunk } from '#client/lib/use-chunk.ts';
import { noteJoinTap } from '#client/media/first-times.ts';
import { StageAudio } from '#client/media/stage-audio.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import { AppError } from '#shared/errors.ts';
import { Entrance } from './entry/entrance.ts';
import { EntryScreen } from './entry/entry-screen.tsx';
import { loadRoomScreen } from './load-room-screen.ts';
import { readLinkToken } from './personal-link.ts';
import { rememberStay, wasHere } from './stay.ts';

/** The session's page: its door, and behind it the room. */
export function App({ code }: { code: string }) {
  const entrance = useMemo(() => new Entrance(code), [code]);
  const audio = useMemo(() => new StageAudio(), []);
  const state = useStore(entrance.state);
  const [isInside, setIsInside] = useState(false);

  useEffect(() => void entrance.load(), [entrance]);

  const title = state.name === 'ready' ? state.door.session.title : undefined;
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);

  // A reload in the middle of the class leads straight back in; where the browser then wants a tap for sound, it says so.
  const canReturn =
    state.name === 'ready' &&
    state.door.you !== null &&
    state.door.exclusion === null &&
    state.linkProblem === null;
  const isOver = state.name === 'ready' && state.door.session.state === 'ended';
  useEffect(() => {
    if (canReturn && (wasHere(code) || isOver)) setIsInside(true);
  }, [canReturn, isOver, code]);

  useEffect(() => {
    // Another personal link opened in this tab changes only the fragment; it begins as if the page had been opened with it.
    const begin = () => {
      if (readLinkToken(location.hash) !== null) location.reload();
    };
    window.addEventListener('hashchange', begin);
    return () => window.removeEventListener('hashchange', begin);
  }, []);

  function prepareSound() {
    noteJoinTap();
    audio.prime();
  }

  function enter() {
    rememberStay(code, true);
    setIsInside(true);
  }

  function leave() {
    rememberStay(code, false);
    setIsInside(false);
    void entrance.load();
  }

  if (state.name === 'loading') return <PageLoading />;
  if (state.name === 'failed')
    return <DoorProblem error={state.error} onRetry={() => void entrance.load()} />;
  if (isInside && state.door.you) {
    return <Inside code={code} audio={audio} door={{ ...state.door, you: state.door.you }} onLeave={leave} />;
  }
  return (
    <EntryScreen
      entrance={entrance}
      door={state.door}
      linkProblem={state.linkProblem}
      onTap={prepareSound}
      onEntered={enter}
    />
  );
}

type InsideProps = Parameters<Awaited<ReturnType<typeof loadRoomScreen>>['RoomScreen']>[0];

function Inside(props: InsideProps) {
  const { t } = useTranslation('common');
  const chunk = useChunk(loadRoomScreen);
  if (chunk.state === 'ready') return <chunk.module.RoomScreen {...props} />;
  if (chunk.state === 'loading') return <PageLoading />;
  return <DoorProblem error={new AppError('offline')} onRetry={chunk.retry} retryLabel={t('retry')} />;
}

function DoorProblem({
  error,
  onRetry,
  retryLabel,
}: {
  error: unknown;
  onRetry: () => void;
  retryLabel?: string;
}) {
  const { t } = useTranslation(['room', 'common']);
  const errorText = useErrorText();
  const isUnknown = error instanceof AppError && (error.code === 'not_found' || error.code === 'malformed');
  return (
    <main>
      <EmptyState
        icon={isUnknown ? 'search' : 'warning'}
        title={isUnknown ? t('error.notFound') : t('error.title')}
        action={
          isUnknown ? (
            <ButtonLink href="/">{t('error.home')}</ButtonLink>
          ) : (
            <Button variant="primary" onClick={onRetry}>
              {retryLabel ?? t('common:retry')}
            </Button>
          )
        }
      >
        <p role="alert">{isUnknown ? t('error.notFoundText') : errorText(error)}</p>
      </EmptyState>
    </main>
  );
}
