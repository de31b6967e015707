/**
 * One way to continue a series. Takes the values in order of time (finite numbers, at least one), the seasonal period (1: no season)
 * and the number of steps; answers one mean per step. Pure and deterministic.
 */
export type Method = (series: Float64Array, period: number, horizon: number) => Float64Array;

/** What a fitted method says: the mean path, and the errors of its own one-step forecasts (NaN while it warms up). */
export type Fit = { forecast: Float64Array; residuals: Float64Array };
