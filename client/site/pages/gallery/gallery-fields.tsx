import { useState } from 'react';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { FileDrop } from '#client/ui/file-drop.tsx';
import { FieldRow, Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PasswordField } from '#client/ui/password-field.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { RatingInput } from '#client/ui/rating-input.tsx';
import { Section } from '#client/ui/section.tsx';
import { Select } from '#client/ui/select.tsx';
import { Switch } from '#client/ui/switch.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { appError } from '#shared/errors.ts';
import styles from './gallery.module.css';
import { useSample } from './use-sample.ts';

const questionMax = 200;

export function GalleryFields() {
  const say = useSample();
  const [name, setName] = useState('Nguyễn Thị Hường');
  const [phone, setPhone] = useState('');
  const [password, setPassword] = useState('');
  const [text, setText] = useState(
    'Sản phẩm của hợp tác xã chúng tôi là mắm cá rô đồng, đã có tem truy xuất nguồn gốc. Xin hỏi hồ sơ đăng ký đánh giá cần những giấy tờ nào, và nộp ở xã hay ở tỉnh sau khi bỏ cấp huyện?',
  );
  const [province, setProvince] = useState('');
  const [date, setDate] = useState('2021-09-28');
  const [time, setTime] = useState('08:00');
  const [role, setRole] = useState('producer');
  const [rating, setRating] = useState<number | null>(null);
  const [isAgreed, setIsAgreed] = useState(false);
  const [isSaver, setIsSaver] = useState(true);

  return (
    <Section title={say('Biểu mẫu', 'Forms')}>
      <div className={`${styles.narrow} ${styles.stack}`}>
        <Form
          onSubmit={() => {
            showToast({ text: say('Đã lưu.', 'Saved.'), tone: 'success' });
          }}
          label={say('Biểu mẫu mẫu', 'Sample form')}
        >
          <TextField
            label={say('Họ và tên', 'Full name')}
            hint={say(
              'Ghi đúng như muốn in trên giấy chứng nhận.',
              'As it should be printed on the certificate.',
            )}
            value={name}
            onChange={setName}
            autoComplete="name"
          />
          <TextField
            label={say('Số điện thoại', 'Phone number')}
            type="tel"
            inputMode="tel"
            value={phone}
            onChange={setPhone}
            error={say(
              'Hãy nhập số điện thoại, ví dụ 0912 345 678.',
              'Please enter a phone number, such as 0912 345 678.',
            )}
          />
          <PasswordField
            label={say('Mật khẩu', 'Password')}
            hint={say('Ít nhất 8 ký tự.', 'At least 8 characters.')}
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
          />
          <FieldRow>
            <TextField label={say('Ngày', 'Date')} type="date" value={date} onChange={setDate} />
            <TextField label={say('Giờ', 'Time')} type="time" value={time} onChange={setTime} />
          </FieldRow>
          <Select
            label={say('Tỉnh, thành phố', 'Province')}
            placeholder={say('Hãy chọn', 'Please choose')}
            value={province}
            onChange={setProvince}
            optional
            options={[
              { value: 'ha-tinh', label: 'Hà Tĩnh' },
              { value: 'dong-nai', label: 'Đồng Nai' },
              { value: 'vinh-long', label: 'Vĩnh Long' },
            ]}
          />
          <TextField
            label={say('Tìm học viên', 'Find a learner')}
            hideLabel
            type="search"
            prefix="search"
            placeholder={say('Tìm theo tên', 'Find by name')}
            value={phone}
            onChange={setPhone}
          />
          <TextArea
            label={say('Câu hỏi của bạn', 'Your question')}
            max={questionMax}
            value={text}
            onChange={setText}
          />
          <RadioGroup
            legend={say('Bạn tham gia với tư cách', 'You take part as')}
            value={role}
            onChange={setRole}
            options={[
              {
                value: 'producer',
                label: say('Chủ thể OCOP', 'OCOP producer'),
                hint: say('Hợp tác xã, doanh nghiệp, hộ kinh doanh', 'Co-operative, enterprise, household'),
              },
              { value: 'official', label: say('Cán bộ phụ trách', 'Official') },
              { value: 'other', label: say('Người quan tâm', 'Anyone interested'), disabled: true },
            ]}
          />
          <RatingInput
            legend={say('Bạn hài lòng với buổi học đến mức nào?', 'How satisfied are you with this session?')}
            value={rating}
            onChange={setRating}
          />
          <Checkbox
            label={say(
              'Tôi đồng ý để ban tổ chức ghi nhận thời gian tham dự.',
              'I agree that my attendance is recorded.',
            )}
            checked={isAgreed}
            onChange={setIsAgreed}
            error={isAgreed ? undefined : say('Cần đồng ý để tiếp tục.', 'This is needed to go on.')}
          />
          <Switch
            label={say('Chỉ tiếng và trang chiếu', 'Sound and slides only')}
            hint={say('Khoảng 25 MB mỗi giờ', 'About 25 MB an hour')}
            checked={isSaver}
            onChange={setIsSaver}
          />
          <FormError error={appError('too_many_requests', { retryAfterMs: 30_000 })} />
          <FormActions>
            <Button type="submit" variant="primary">
              {say('Gửi', 'Send')}
            </Button>
            <Button>{say('Huỷ', 'Cancel')}</Button>
          </FormActions>
        </Form>
        <div className={styles.stack}>
          <FileDrop
            label={say('Tài liệu của chuyên đề', 'Materials of this topic')}
            hint={say('PDF hoặc hình ảnh, mỗi tệp tối đa 50 MB.', 'PDF or images, at most 50 MB each.')}
            accept="application/pdf,image/*"
            multiple
            onFiles={(files) => showToast({ text: files.map((file) => file.name).join(', ') })}
          />
          <CopyField
            label={say('Liên kết vào phòng', 'Link to the room')}
            value="https://lectern.example/s/7k2m-9x4p"
            hint={say('Gửi cho học viên qua Zalo.', 'Send it to learners.')}
          />
        </div>
      </div>
    </Section>
  );
}
