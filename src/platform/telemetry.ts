import {
  type Attributes,
  context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Log } from './log.ts';

/**
 * Traces on the edges: HTTP, calls between modules, events, sagas, jobs, the database. Business functions are not wrapped. Without an
 * endpoint nothing of the SDK is loaded and `traced` is a plain function call.
 */
let isOn = false;

export type Telemetry = { stop(): Promise<void> };

const OFF: Telemetry = { stop: async () => {} };

/** Starts exporting traces when `endpoint` (OTEL_EXPORTER_OTLP_ENDPOINT, OTLP over HTTP) is given. */
export async function startTelemetry(options: {
  endpoint: string | null;
  serviceName: string;
  log: Log;
  sampleRatio?: number;
}): Promise<Telemetry> {
  if (!options.endpoint) return OFF;
  try {
    const provider = await startProvider({
      endpoint: options.endpoint,
      serviceName: options.serviceName,
      sampleRatio: options.sampleRatio ?? 1,
    });
    isOn = true;
    return {
      stop: async () => {
        isOn = false;
        await provider.shutdown();
        trace.disable();
        context.disable();
        propagation.disable();
      },
    };
  } catch (error) {
    // Traces are a help, not a condition: the house starts without them.
    options.log.error(
      { err: error },
      'OpenTelemetry could not start; its packages are optional dependencies: run npm install --include=optional',
    );
    return OFF;
  }
}

async function startProvider(options: {
  endpoint: string;
  serviceName: string;
  sampleRatio: number;
}): Promise<{ shutdown(): Promise<void> }> {
  const [sdk, exporter, hooks, resources, core] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
  ]);
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': options.serviceName }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(options.sampleRatio) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new exporter.OTLPTraceExporter({ url: new URL('v1/traces', withSlash(options.endpoint)).href }),
      }),
    ],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new hooks.AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  return provider;
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

/**
 * Runs `work` inside a span; an error marks the span and flies on. The span's context is what `work` and everything it
 * awaits sees as its parent.
 */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return isOn ? inSpan(name, SpanKind.INTERNAL, attributes, work) : work();
}

/** The same for a request that arrived, continuing the caller's trace (`traceparent`). */
export function tracedRequest<T>(
  name: string,
  headers: Record<string, string | string[] | undefined>,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  if (!isOn) return work();
  return context.with(propagation.extract(context.active(), headers), () =>
    inSpan(name, SpanKind.SERVER, attributes, work),
  );
}

/** What carries a trace across a queue: an event's metadata, a saga's call, a job's data. */
export type Carrier = { readonly traceparent?: string };
export type Work = { name: string; attributes: Attributes };

/** Continues the trace that left its mark; without a mark, the running one. For events, sagas and jobs. */
export function tracedFrom<T>(carrier: Carrier, { name, attributes }: Work, work: () => Promise<T>): Promise<T> {
  if (!isOn) return work();
  const parent = carrier.traceparent ? propagation.extract(ROOT_CONTEXT, carrier) : context.active();
  return context.with(parent, () => inSpan(name, SpanKind.CONSUMER, attributes, work));
}

const MOST_LINKS = 50;

/** Work for several traces at once: a span of its own that links to those it serves (the first 50). */
export function tracedTogether<T>(
  carriers: readonly Carrier[],
  { name, attributes }: Work,
  work: () => Promise<T>,
): Promise<T> {
  if (!isOn) return work();
  const links = carriers.slice(0, MOST_LINKS).flatMap((carrier): Link[] => {
    const linked = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, carrier));
    return linked ? [{ context: linked }] : [];
  });
  return inSpan(name, SpanKind.CONSUMER, attributes, work, links);
}

/** Headers that carry the running trace to another process; empty without one. */
export function traceHeaders(): Record<string, string> {
  if (!isOn) return {};
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

// biome-ignore lint/complexity/useMaxParams: a private helper whose last part is nearly always absent.
function inSpan<T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: () => Promise<T>,
  links: Link[] = [],
): Promise<T> {
  return trace.getTracer('lumbung').startActiveSpan(name, { kind, attributes, links }, async (span: Span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}
