/** Fetched while a class is watched, or when somebody wants to ask. */
export const loadAskQuestionDialog = () => import('./ask-question-dialog.tsx');
