import { compareByGivenName } from '#client/lib/names.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { IconButton } from '#client/ui/icon-button.tsx';
import { Section } from '#client/ui/section.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { type Column, Table } from '#client/ui/table.tsx';
import { useSample } from './use-sample.ts';

interface Attendee {
  id: string;
  name: string;
  province: string;
  minutes: number | null;
  isHere: boolean;
}

const attendees: Attendee[] = [
  { id: '1', name: 'Dương Văn Bình', province: 'Vĩnh Long', minutes: 88, isHere: true },
  { id: '2', name: 'Trần Văn An', province: 'Hà Tĩnh', minutes: 62, isHere: true },
  { id: '3', name: 'Đặng Thị Hoà', province: 'Đồng Nai', minutes: null, isHere: false },
  { id: '4', name: 'Nguyễn Thị Ngọc Ánh', province: 'Lâm Đồng', minutes: 12, isHere: false },
];

export function GalleryTables() {
  const say = useSample();
  const format = useFormat();
  const columns: Column<Attendee>[] = [
    {
      key: 'name',
      header: say('Họ và tên', 'Name'),
      cell: (row) => row.name,
      sortValue: (row) => row.name,
      compare: compareByGivenName,
      primary: true,
    },
    {
      key: 'province',
      header: say('Tỉnh, thành phố', 'Province'),
      cell: (row) => row.province,
      sortValue: (row) => row.province,
    },
    {
      key: 'minutes',
      header: say('Có mặt', 'Present'),
      align: 'end',
      cell: (row) => (row.minutes === null ? '–' : format.duration(row.minutes * 60_000)),
      sortValue: (row) => row.minutes,
    },
    {
      key: 'state',
      header: say('Trạng thái', 'State'),
      cell: (row) =>
        row.isHere ? (
          <StatusPill tone="success">{say('Đang ở trong phòng', 'In the room')}</StatusPill>
        ) : (
          <StatusPill>{say('Đã ra', 'Left')}</StatusPill>
        ),
    },
    {
      key: 'actions',
      header: say('Thao tác', 'Actions'),
      align: 'end',
      cell: (row) => <IconButton icon="edit" label={`${say('Sửa', 'Edit')}: ${row.name}`} size="small" />,
    },
  ];

  return (
    <Section title={say('Bảng', 'Tables')}>
      <Table
        caption={say('Người dự chuyên đề 1', 'Attendance of topic 1')}
        columns={columns}
        rows={attendees}
        rowKey={(row) => row.id}
        initialSort={{ key: 'name', direction: 'ascending' }}
      />
    </Section>
  );
}
