export { Guestbook, type GuestbookArgs } from "./guestbook";
