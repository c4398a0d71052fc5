/** What people write to the service desk: a subject and their own words. */
export const TICKETS: readonly (readonly [subject: string, message: string])[] = [
  ["Where is my parcel?", "The tracking page has said “in transit” for six days. Is it lost?"],
  ["Lieferung beschädigt", "Die Schüssel kam mit einem Sprung an. Bitte um Ersatz, danke!"],
  ["Return", "I'd like to send the lamp back, it hums. How do I get a label?"],
  ["Rechnung", "Ich brauche eine Rechnung mit Firmenadresse, geht das nachträglich?"],
  ["Points missing", "Bought in the shop on Saturday, forgot my card. Can you add the points?"],
  ["Passwort", "Der Link zum Zurücksetzen ist abgelaufen. Können Sie mir einen neuen schicken?"],
  ["Wrong size", "Ordered 140 × 200, got 120 × 180 😕 — please swap."],
  ["Kündigung Premium", "Ich möchte zum Monatsende von Premium auf Free wechseln."],
];
