import { Menu, type MenuItemConstructorOptions } from 'electron';

/** What a keyboard expects of a window, and nothing else: everything of Lowmark is on the page. */
export function setMenu(platform: NodeJS.Platform): void {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'reload' },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const ofSystem: MenuItemConstructorOptions =
    platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([ofSystem, { role: 'editMenu' }, view, { role: 'windowMenu' }]),
  );
}
