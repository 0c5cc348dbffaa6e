import { useFormat } from '#client/lib/use-format.ts';
import { AreaChart } from '#client/ui/area-chart.tsx';
import { BarChart } from '#client/ui/bar-chart.tsx';
import { Section } from '#client/ui/section.tsx';
import styles from './gallery.module.css';
import { useSample } from './use-sample.ts';

const startMs = Date.parse('2021-09-28T01:00:00Z');
const audience = [12, 340, 812, 1_104, 1_230, 1_284, 1_251, 1_190, 1_206, 1_170, 1_020, 640, 130];

export function GalleryFigures() {
  const say = useSample();
  const format = useFormat();
  const answers = [
    [say('Rất hài lòng', 'Very satisfied'), 121],
    [say('Hài lòng', 'Satisfied'), 64],
    [say('Bình thường', 'Neutral'), 15],
    [say('Không hài lòng', 'Dissatisfied'), 3],
    [say('Rất không hài lòng', 'Very dissatisfied'), 0],
  ] as const;

  return (
    <Section title={say('Biểu đồ', 'Charts')}>
      <div className={styles.columns}>
        <AreaChart
          title={say('Số người trong phòng', 'People in the room')}
          headers={[say('Thời điểm', 'Time'), say('Số người', 'People')]}
          points={audience.map((value, index) => ({ at: startMs + index * 600_000, value }))}
        />
        <BarChart
          title={say('Mức hài lòng (203 phản hồi)', 'Satisfaction (203 answers)')}
          headers={[say('Mức', 'Level'), say('Số phản hồi', 'Answers')]}
          bars={answers.map(([label, value]) => ({ label, value, note: format.percent(value / 203) }))}
        />
      </div>
    </Section>
  );
}
