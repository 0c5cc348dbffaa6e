import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import styles from './local-nav.module.css';

export interface LocalNavProps {
  label: string;
  links: readonly { href: string; label: string; count?: number | undefined }[];
}

/** The parts of a thing, each a page of its own: like the running heads of a programme. */
export function LocalNav({ label, links }: LocalNavProps) {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  const current = [...links]
    .sort((left, right) => right.href.length - left.href.length)
    .find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  const currentHref = current?.href;

  // On a phone the row is longer than the screen: the part one is in must be in sight.
  useEffect(() => {
    const link = currentHref && nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (!link || !nav.current) return;
    const { left, right } = nav.current.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.left < left || place.right > right)
      nav.current.scrollLeft += place.left - left - (right - left) / 3;
  }, [currentHref]);

  return (
    <nav ref={nav} aria-label={label} className={styles.nav}>
      <ul className={styles.list}>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} className={styles.link} aria-current={link === current ? 'page' : undefined}>
              {link.label}
              {link.count !== undefined && <span className={styles.count}> {link.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
