import sharp from 'sharp';

/** `node render-photo.ts drawing.svg` writes the JPEG that a phone would have taken to its output. */
const [drawing] = process.argv.slice(2);
process.stdout.write(await sharp(drawing).flatten({ background: '#ffffff' }).jpeg({ quality: 90 }).toBuffer());
