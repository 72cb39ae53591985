import type { Language } from '../../../shared/messages/format';
import type { Texts } from '../i18n/useTexts';
import type { FrameWords } from './chartFrame';

/**
 * The words on the canvas in the reader's language.
 * @param isRecording uptime that goes back is then the recording starting again, not a reboot
 */
export function frameWords(t: Texts['t'], language: Language, isRecording: boolean): FrameWords {
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const moment = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return {
    noData: t('charts.mark.noData'),
    reboot: t(isRecording ? 'charts.mark.replay' : 'charts.mark.reboot'),
    oomKills: (kills) => t('charts.mark.oomKills', { count: kills }),
    clock: (atMs) => clock.format(atMs),
    moment: (atMs) => moment.format(atMs),
  };
}
