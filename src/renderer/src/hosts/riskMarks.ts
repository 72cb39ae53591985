import { CircleHelp, Dot, Eye, OctagonAlert, TriangleAlert, type LucideIcon } from '@lucide/vue';
import type { RiskLevel } from '../../../shared/model';

/** A shape of its own for each level; the word beside it and the colour say the same. */
export const RISK_ICONS: Readonly<Record<RiskLevel, LucideIcon>> = {
  unknown: CircleHelp,
  calm: Dot,
  watch: Eye,
  danger: TriangleAlert,
  critical: OctagonAlert,
};
