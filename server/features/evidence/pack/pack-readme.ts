import type { PackScope } from './pack-scope.ts';
import type { PackUpload } from './pack-uploads.ts';

/** What lies in the archive and how to verify it, for whoever opens it years from now. */
export function toReadme({
  scope,
  missing,
  keysAt,
  keyId,
}: {
  scope: PackScope;
  missing: readonly PackUpload['listed'][];
  keysAt: string;
  keyId: string;
}): string {
  const names = missing.map(({ path, fileName }) => `- ${path} (${fileName})`).join('\n');
  const lines = `HỒ SƠ MINH CHỨNG
${scope.title}
Chương trình: ${scope.series.title}

Hồ sơ này cho thấy danh sách điểm danh được lập từ đâu và theo quy tắc nào. Hồ sơ được hệ thống Lectern của đơn vị tổ chức ký
điện tử; ai cũng kiểm tra được, không cần Lectern và không cần mạng.
${names && `\nHỒ SƠ KHÔNG ĐẦY ĐỦ: khi lập hồ sơ, các tệp sau không còn trên máy chủ:\n${names}\n`}
KIỂM TRA
1. Mở tệp verify.html bằng trình duyệt, rồi thả vào đó tệp ZIP này (hoặc cả thư mục đã giải nén).
2. Hoặc chạy lệnh (Node.js 20 trở lên):   node verify.mjs
3. Hoặc tự kiểm tra bằng tay: tính SHA-256 của từng tệp và so với manifest.json (sha256sum, certutil -hashfile TỆP SHA256);
   kiểm tra chữ ký Ed25519 trong manifest.sig trên toàn bộ nội dung manifest.json bằng khoá công khai.
Mã khoá của đơn vị tổ chức: ${keyId}
Khoá được công bố tại:      ${keysAt}
Hãy so mã khoá với địa chỉ trên, hoặc hỏi đơn vị tổ chức qua một kênh khác. Chữ ký chỉ có giá trị khi khoá đúng là của họ.

TRONG HỒ SƠ CÓ
lists/         danh sách điểm danh: Excel, CSV, PDF có cột ký tên, JSON
record/        bản ghi gốc từng buổi: *.jsonl là chuỗi sự kiện, mỗi dòng một sự kiện với mã băm nối tiếp;
               *.intervals.jsonl là từng kết nối, từ lúc vào đến lần cuối còn tín hiệu
course.json    lịch học, giờ bắt đầu và kết thúc thực tế của từng buổi, từng chuyên đề
rule.json      quy tắc tính điểm danh, mọi phiên bản, lý do thay đổi
corrections.json, objections.json   điều chỉnh và khiếu nại: ai, khi nào, vì sao
scores.json    điểm kiểm tra của cả chương trình: ai nhập, lúc nào, mỗi lần sửa từ bao nhiêu thành bao nhiêu, vì sao
people.json    mọi mã số người trong hồ sơ là của ai, vai trò gì
checks/ halls/ viewers/ polls/ questions/ feedback/ captions/ log/   xác nhận có mặt, hội trường, mã của người xem ở kênh khác, thăm dò, câu hỏi, góp ý (không nêu tên), phụ đề, nhật ký (của từng buổi, và
               series.jsonl: của cả chương trình)
materials/     tài liệu đã dùng, kèm mã SHA-256 lúc tải lên
sheets/        bảng ký tên của các hội trường (bản chụp, bản quét): của hội trường nào, ai nộp, lúc nào, kèm mã SHA-256 lúc tải lên
Giờ trong các tệp JSON là giờ UTC; giờ địa phương: ${scope.series.timeZone}.

Hồ sơ chứa dữ liệu cá nhân. Chỉ đưa cho người có trách nhiệm kiểm tra, và xoá khi không còn cần.


EVIDENCE PACK
${scope.title}
Series: ${scope.series.title}

This archive shows what an attendance list was made from, and by which rule. It is signed by the organiser's own Lectern; anybody can
verify it, without Lectern and without a network.
${names && `\nTHE PACK IS NOT COMPLETE: these files were no longer on the server when it was made:\n${names}\n`}
VERIFYING
1. Open verify.html in a browser and drop this ZIP file (or the whole unpacked folder) on it.
2. Or run (Node.js 20 or newer):   node verify.mjs
3. Or by hand: take the SHA-256 of each file and compare it with manifest.json (sha256sum); verify the Ed25519 signature in
   manifest.sig over all bytes of manifest.json with the public key.
Key of the organiser: ${keyId}
Published at:         ${keysAt}
Compare the key with that address, or ask the organiser on another way. A signature is worth what is known of its key.

WHAT IS IN IT
lists/         the attendance list: Excel, CSV, PDF with a column to sign, JSON
record/        the raw record of each session: *.jsonl is the chain, an event a line, each hash tied to the one before;
               *.intervals.jsonl is every connection, from its join to its last proof of life
course.json    when each session and topic really began and ended
rule.json      the rule of attendance, every version, with its reason
corrections.json, objections.json   who decided what, when and why
scores.json    scores of the final test, in a pack of a whole series: who entered them and when, each change with its reason
people.json    whom every id of a person in the pack means, and their role
checks/ halls/ viewers/ polls/ questions/ feedback/ captions/ log/   presence checks, halls, codes of viewers elsewhere, polls, questions, feedback (without names), captions, log (each session's, and
               series.jsonl: the series' own)
materials/     what was taught from, with the SHA-256 of its upload
sheets/        signed sheets of halls as they were photographed or scanned: whose, handed in by whom and when, with the SHA-256 of their upload
Times in JSON files are UTC; local time: ${scope.series.timeZone}.

The archive holds personal data. Give it to those who have to verify it, and delete it when it is no longer needed.
`;
  // For editors of Windows, that know no other end of a line.
  return `\uFEFF${lines.replaceAll('\n', '\r\n')}`;
}
