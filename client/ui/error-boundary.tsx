import { Component, type ReactNode } from 'react';
import styles from './error-boundary.module.css';

interface ErrorBoundaryProps {
  children: ReactNode;
}

interface ErrorBoundaryState {
  hasFailed: boolean;
}

/**
 * What stands there when drawing the page failed. It uses no other part of the client, and speaks both languages, because any
 * part may be what failed.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className={styles.page}>
        <h1 lang="vi">Trang này gặp lỗi</h1>
        <p lang="vi">
          Lỗi ở phía chúng tôi. Những gì bạn đã gửi vẫn được lưu. Hãy tải lại trang; nếu vẫn gặp lỗi, hãy báo
          cho ban tổ chức.
        </p>
        <p lang="en">
          <strong>Something went wrong on this page.</strong> The fault is ours, and what you have sent is
          safe. Please reload the page; if it happens again, tell the organisers.
        </p>
        <button type="button" className={styles.reload} onClick={() => location.reload()}>
          <span lang="vi">Tải lại trang</span> / <span lang="en">Reload the page</span>
        </button>
      </main>
    );
  }
}
