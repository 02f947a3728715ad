import type { Grade } from '../report/report-row';
import type { Sound } from '../timeline/timeline';

interface VoiceRecipe {
  readonly label: string;
  readonly grade: Grade;
  readonly filters: readonly string[];
}

const pitch = (factor: number): string[] => [
  `asetrate=${Math.round(48_000 * factor)}`,
  'aresample=48000',
  `atempo=${(1 / factor).toFixed(6)}`,
];

/** Stand-ins for voice changers, by the class their name belongs to. First hit wins. */
const VOICES: readonly (readonly [RegExp, VoiceRecipe])[] = [
  [
    /chipmunk|squirrel|child|baby|花栗鼠|萝莉|儿童|娃娃/i,
    { label: 'raised pitch', grade: 'approximate', filters: pitch(1.5) },
  ],
  [/girl|female|woman|女/i, { label: 'raised pitch', grade: 'approximate', filters: pitch(1.25) }],
  [
    /deep|monster|giant|uncle|male|man|低沉|怪物|大叔|男/i,
    { label: 'lowered pitch', grade: 'approximate', filters: pitch(0.75) },
  ],
  [
    /robot|machine|electronic|机器|电音|合成/i,
    {
      label: 'robot',
      grade: 'approximate',
      filters: ["afftfilt=real='hypot(re,im)*sin(0)':imag='hypot(re,im)*cos(0)':win_size=512:overlap=0.75"],
    },
  ],
  [
    /echo|回声|回音|山谷/i,
    { label: 'echo', grade: 'approximate', filters: ['aecho=0.8:0.7:400|800:0.4|0.25'] },
  ],
  [
    /hall|reverb|church|cave|room|concert|大厅|混响|教堂|空旷|演唱会/i,
    { label: 'reverberation', grade: 'approximate', filters: ['aecho=0.8:0.8:45|90|140:0.35|0.25|0.18'] },
  ],
  [
    /phone|radio|telephone|电话|收音机|广播/i,
    { label: 'telephone', grade: 'approximate', filters: ['highpass=f=400', 'lowpass=f=3200'] },
  ],
  [
    /megaphone|loudspeaker|扩音|喇叭/i,
    {
      label: 'megaphone',
      grade: 'approximate',
      filters: ['highpass=f=500', 'lowpass=f=4000', 'acrusher=bits=8:mix=0.4'],
    },
  ],
  [
    /low.?fi|lofi|vinyl|低保真|黑胶/i,
    { label: 'low fidelity', grade: 'approximate', filters: ['lowpass=f=3500', 'acrusher=bits=10:mix=0.3'] },
  ],
  [/tremble|vibrato|颤音/i, { label: 'vibrato', grade: 'approximate', filters: ['vibrato=f=6:d=0.4'] }],
  [/underwater|水下/i, { label: 'under water', grade: 'approximate', filters: ['lowpass=f=600'] }],
];

export function voiceRecipe(voice: NonNullable<Sound['voice']>): VoiceRecipe | undefined {
  return VOICES.find(([pattern]) => pattern.test(voice.name))?.[1];
}

export function voiceFilters(voice: Sound['voice']): readonly string[] {
  return (voice && voiceRecipe(voice)?.filters) ?? [];
}
