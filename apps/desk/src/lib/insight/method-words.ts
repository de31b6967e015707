import * as m from '#messages';

const words: Record<string, () => string> = {
  'Level by weekday': m.insight_method_level,
  'Damped trend': m.insight_method_trend,
  'Theta of logarithms': m.insight_method_theta_logs,
  'dishes × recipe': m.insight_method_recipe,
};

/** How a forecast was made, in words; methods with names of their own (ETS, ARIMA, Theta …) keep them. */
export function methodWord(name: string): string {
  return words[name]?.() ?? name;
}
