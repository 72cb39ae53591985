import { access as accessEn } from './en/access';
import { addHost as addHostEn } from './en/addHost';
import { app as appEn } from './en/app';
import { change as changeEn } from './en/change';
import { changes as changesEn } from './en/changes';
import { charts as chartsEn } from './en/charts';
import { fleet as fleetEn } from './en/fleet';
import { host as hostEn } from './en/host';
import { incident as incidentEn } from './en/incident';
import { kills as killsEn } from './en/kills';
import { policies as policiesEn } from './en/policies';
import { access as accessZhCN } from './zh-CN/access';
import { addHost as addHostZhCN } from './zh-CN/addHost';
import { app as appZhCN } from './zh-CN/app';
import { change as changeZhCN } from './zh-CN/change';
import { changes as changesZhCN } from './zh-CN/changes';
import { charts as chartsZhCN } from './zh-CN/charts';
import { fleet as fleetZhCN } from './zh-CN/fleet';
import { host as hostZhCN } from './zh-CN/host';
import { incident as incidentZhCN } from './zh-CN/incident';
import { kills as killsZhCN } from './zh-CN/kills';
import { policies as policiesZhCN } from './zh-CN/policies';
import type { Translated } from './translated';

/** The dotted paths of the leaves of a tree of texts. */
type PathOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${PathOf<Tree[Key]>}`;
}[keyof Tree & string];

/** All texts in English: one area a file. */
export const en = {
  access: accessEn,
  addHost: addHostEn,
  app: appEn,
  change: changeEn,
  changes: changesEn,
  charts: chartsEn,
  fleet: fleetEn,
  host: hostEn,
  incident: incidentEn,
  kills: killsEn,
  policies: policiesEn,
} as const;

/** All texts in Simplified Chinese. */
export const zhCN: Translated<typeof en> = {
  access: accessZhCN,
  addHost: addHostZhCN,
  app: appZhCN,
  change: changeZhCN,
  changes: changesZhCN,
  charts: chartsZhCN,
  fleet: fleetZhCN,
  host: hostZhCN,
  incident: incidentZhCN,
  kills: killsZhCN,
  policies: policiesZhCN,
};

/** A text of the catalogue, by its path: `fleet.column.memory`. */
export type TextKey = PathOf<typeof en>;

/** What fills the gaps of a text. `count` also chooses between singular and plural. */
export type TextParams = Readonly<Record<string, string | number>>;

/** A text and what fills its gaps, for those who know what to say but not in which language. */
export interface Text {
  readonly key: TextKey;
  readonly params?: TextParams;
}
