import PDFKit from 'pdfkit';

export interface PrintedInvoice {
  number: string;
  iban?: string;
  /** That opens it. */
  password?: string;
}

/** An ordinary French invoice of one page with its text layer, 120.00 euros. */
export async function invoicePdf({
  number,
  iban = 'FR76 3000 6000 0112 3456 7890 189',
  password,
}: PrintedInvoice): Promise<Buffer> {
  const pdf = new PDFKit({
    size: 'A4',
    margin: 50,
    ...(password !== undefined && { userPassword: password, pdfVersion: '1.7ext3' }),
  });
  const parts: Buffer[] = [];
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve));
  pdf.on('data', (part: Buffer) => parts.push(part));
  const at = (x: number, y: number, text: string, size = 10) =>
    pdf.fontSize(size).text(text, x, y, { lineBreak: false });
  at(50, 50, 'Chaudronnerie Kermor SARL', 14);
  at(50, 70, '3 rue du Port');
  at(50, 84, '29200 Brest');
  at(50, 98, 'SIREN 732 829 320 - TVA FR44 732 829 320');
  at(350, 150, 'Plomberie Vauquelin');
  at(350, 164, '12 quai de la Fontaine');
  at(350, 178, '31000 Toulouse');
  at(50, 230, `FACTURE N° ${number}`, 16);
  at(50, 260, 'Date de facture : 15/09/2026');
  at(50, 274, "Date d'échéance : 15/10/2026");
  at(50, 320, 'Désignation');
  at(300, 320, 'Qté');
  at(360, 320, 'PU HT');
  at(450, 320, 'Montant HT');
  at(50, 340, 'Réparation de chaudière');
  at(300, 340, '1');
  at(360, 340, '100,00 €');
  at(450, 340, '100,00 €');
  at(330, 400, 'Total HT');
  at(450, 400, '100,00 €');
  at(330, 416, 'TVA 20 %');
  at(450, 416, '20,00 €');
  at(330, 432, 'Total TTC');
  at(450, 432, '120,00 €');
  at(330, 448, 'Net à payer');
  at(450, 448, '120,00 €');
  at(50, 520, `IBAN : ${iban}`);
  at(50, 560, 'Pénalités de retard : trois fois le taux légal. Indemnité forfaitaire de recouvrement : 40 €.');
  at(50, 574, 'Pas d’escompte pour paiement anticipé.');
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}
