/** Draws the picture that the demo animates, so that the demo needs no download. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../setup.mjs';

const require = createRequire(join(ROOT, 'libs', 'providers-sandbox', 'package.json'));
const { createCanvas } = require('@napi-rs/canvas');

const RIDGES = [
  { color: '#5b4a86', height: 0.58, swing: 0.1, waves: [1.3, 3.1, 7.3] },
  { color: '#43376f', height: 0.67, swing: 0.085, waves: [1.9, 4.3, 9.1] },
  { color: '#2c2552', height: 0.77, swing: 0.07, waves: [2.6, 5.9, 11.7] },
  { color: '#171233', height: 0.88, swing: 0.05, waves: [3.4, 8.3, 17.9] },
];

function drawSky(context, width, height) {
  const sky = context.createLinearGradient(0, 0, 0, height * 0.8);
  for (const [stop, color] of [
    [0, '#1d1b4b'],
    [0.4, '#7b3f8c'],
    [0.7, '#f0785a'],
    [1, '#ffd08a'],
  ]) {
    sky.addColorStop(stop, color);
  }
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
}

function drawSun(context, width, height) {
  const [x, y, radius] = [width * 0.64, height * 0.5, height * 0.09];
  const glow = context.createRadialGradient(x, y, radius * 0.8, x, y, radius * 5);
  glow.addColorStop(0, 'rgba(255, 236, 190, 0.85)');
  glow.addColorStop(1, 'rgba(255, 190, 120, 0)');
  context.fillStyle = glow;
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#fff3d6';
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

function drawRidge(context, width, height, ridge, index) {
  context.fillStyle = ridge.color;
  context.beginPath();
  context.moveTo(0, height);
  for (let x = 0; x <= width; x += 2) {
    const t = (x / width) * Math.PI * 2;
    const shape = ridge.waves.reduce((sum, wave, i) => sum + Math.sin(t * wave + index * 1.7 + i) / (i + 1.3), 0);
    context.lineTo(x, height * (ridge.height - (ridge.swing * shape) / 2));
  }
  context.lineTo(width, height);
  context.fill();
}

/** A PNG of an evening over mountains. */
export function drawLandscape(width = 1920, height = 1080) {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  drawSky(context, width, height);
  drawSun(context, width, height);
  RIDGES.forEach((ridge, index) => drawRidge(context, width, height, ridge, index));
  return canvas.toBuffer('image/png');
}
