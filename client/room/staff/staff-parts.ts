import { AttendanceStore } from '#client/features/attendance/attendance.store.ts';
import { OrderStore } from '#client/features/order/order.store.ts';
import { latePart } from '../late-parts.ts';

// What staff alone are told, fetched with what shows it.

export const orderOf = latePart(() => new OrderStore());
export const attendanceOf = latePart((room) => new AttendanceStore(room.clock.nowMs));
