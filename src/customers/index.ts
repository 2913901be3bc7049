/** The institution's customers: a sealed register with every version, and the files it is filled from. */
export type { CustomerInput, CustomerRecord } from "./customer.ts";
export { type CustomerFormat, type CustomerRow, readCustomerFile } from "./read-file.ts";
export {
  type Customer,
  type CustomerImport,
  type CustomerRegister,
  createCustomerRegister,
  type UpsertResult,
} from "./register.ts";
export { type CustomerStatus, openRecord } from "./store.ts";
