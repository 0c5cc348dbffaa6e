import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Slide } from '#client/features/materials/slides.store.ts';
import { useStore } from '#client/lib/store.ts';
import type { MaterialDto, SlideDto } from '#shared/features/materials.ts';
import { can } from '#shared/roles.ts';
import { useFacts, useRoom } from '../room-context.ts';

export interface Leading {
  /** Moderators look on. */
  mayLead: boolean;
  slide: SlideDto;
  material: MaterialDto | undefined;
  /** The page that was turned to and that learners do not have yet. */
  failed: SlideDto | undefined;
  lead: (slide: SlideDto) => void;
  turn: (step: 1 | -1) => void;
}

/** Leading the room through pages: by buttons, thumbnails and arrow keys. */
export function useLeading(): Leading {
  const room = useRoom();
  const { you } = useFacts();
  const { led } = useStore(room.slides.state);
  const materials = useStore(room.materials.state);
  const [failed, setFailed] = useState<{ slide: SlideDto }>();
  const mayLead = can(you.role, 'slide.lead');
  const material = led ? materials.get(led.materialId) : undefined;
  const count = material?.pages.length ?? 0;

  const lead = useCallback(
    (slide: SlideDto) => {
      // Here at once; learners follow with the server's answer.
      room.slides.takeLed(slide);
      setFailed(undefined);
      room.connection.request('slide:lead', { slide }).catch(() => setFailed({ slide }));
    },
    [room],
  );

  const turn = useCallback(
    (step: 1 | -1) => {
      if (!led) return;
      const next: Slide = { ...led, page: Math.min(count, Math.max(1, led.page + step)) };
      if (next.page !== led.page) lead(next);
    },
    [led, count, lead],
  );

  useEffect(() => {
    if (!mayLead) return;
    const turnByKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.key === 'ArrowRight' || event.key === 'PageDown') turn(1);
      else if (event.key === 'ArrowLeft' || event.key === 'PageUp') turn(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', turnByKey);
    return () => document.removeEventListener('keydown', turnByKey);
  }, [mayLead, turn]);

  return useMemo(
    () => ({ mayLead, slide: led, material, failed: failed?.slide, lead, turn }),
    [mayLead, led, material, failed, lead, turn],
  );
}

/** Arrows belong to whatever field or list of tabs has the focus. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [role="tablist"], [role="slider"]') !== null
  );
}
