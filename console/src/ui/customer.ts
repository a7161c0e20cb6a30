import { t } from "./text";

interface Known {
  readonly customer_name?: string | null;
  readonly customer: string | null;
}

/** What a customer is called: by name, else by id; whom nobody knows is nobody in particular. */
export const customerOf = ({ customer_name: name, customer }: Known): string => name ?? customer ?? t.unknownCustomer;
