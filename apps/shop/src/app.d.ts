import type { Api } from '@lumbung/kit/api-client.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** The API's stable code, when the API refused. */
      code?: string;
      /** What to quote when asking for help. */
      correlationId?: string;
    }
    interface Locals {
      api: Api;
      correlationId: string;
      /** Save-Data, or the switch: system font, small pictures, nothing loaded ahead. */
      isLite: boolean;
      /** A signed-in session is likely; only the API knows for sure. */
      hasSession: boolean;
      /** At most one refresh per request, shared by all its calls. */
      refreshing: Promise<boolean> | null;
    }
  }
}
