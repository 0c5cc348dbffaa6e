try {
  const page = document.documentElement;
  const theme = localStorage.getItem('lectern.theme');
  if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;
  if (localStorage.getItem('lectern.language') === 'en') page.lang = 'en';
} catch {}
