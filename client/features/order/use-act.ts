import { useErrorText } from '#client/lib/error-text.ts';
import { showToast } from '#client/ui/toasts.store.ts';

/** Does it, and says so, or says why not. */
export function useAct(): (act: () => Promise<void>) => void {
  const errorText = useErrorText();
  return (act) => {
    act().catch((error: unknown) => showToast({ text: errorText(error), tone: 'danger' }));
  };
}
