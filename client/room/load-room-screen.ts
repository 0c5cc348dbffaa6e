/** The room itself: connection, media, panels. Asked for as soon as the page starts, so that it is there at the tap. */
export const loadRoomScreen = () => import('./live/room-screen.tsx');
