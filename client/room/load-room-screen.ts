/**
 * The room itself: connection, media, panels. Asked for as soon as the page starts, so that it is there at the tap, and this browser's half of the
 * media with it.
 */
export const loadRoomScreen = () =>
  import('./live/room-screen.tsx').then((module) => {
    module.prepareRoom();
    return module;
  });
