import { Icon } from '#client/ui/icon.tsx';
import { type IconName, iconPaths } from '#client/ui/icon-paths.ts';
import { Section } from '#client/ui/section.tsx';
import styles from './gallery.module.css';
import { useSample } from './use-sample.ts';

export function GalleryIcons() {
  const say = useSample();
  return (
    <Section title={say('Biểu tượng', 'Icons')}>
      <ul className={styles.icons} lang="en">
        {(Object.keys(iconPaths) as IconName[]).map((name) => (
          <li key={name}>
            <Icon name={name} size={28} />
            {name}
          </li>
        ))}
      </ul>
    </Section>
  );
}
